def log = new File(basedir, 'build.log').text
assert log.contains('kernels/blog.xen')
assert log.contains('-Dmirage.kernel=')
return true
