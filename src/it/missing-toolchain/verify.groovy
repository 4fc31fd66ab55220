// The message shows how to install mirage and how to build without it; no stack trace.
def log = new File(basedir, 'build.log').text
assert log.contains('opam install mirage')
assert log.contains('-Dmirage.kernel=')
assert !log.contains('\tat io.github.miragemaven')
assert !new File(basedir, 'target/missing-toolchain-1.0.img').exists()
return true
