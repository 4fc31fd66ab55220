// Each goal names the parameter that skips it.
def log = new File(basedir, 'build.log').text
assert (log =~ /skipped: .*mirage\.skip/).count == 4
assert !new File(basedir, 'target/mirage').exists()
return true
