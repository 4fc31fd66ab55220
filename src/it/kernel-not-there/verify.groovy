def log = new File(basedir, 'build.log').text
assert log.contains('kernels/blog.xen is not there')
assert log.contains('-Dmirage.kernel=')
return true
