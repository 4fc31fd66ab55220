def log = new File(basedir, 'build.log').text
assert log.contains('kernels/blog.xen does not exist')
assert log.contains('-Dmirage.kernel=')
return true
