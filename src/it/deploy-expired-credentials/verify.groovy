def log = new File(basedir, 'build.log').text
def staged = context.staged
staged.close()
assert log =~ /us-west-2.*ExpiredToken/
assert log.contains('aws sso login')
assert !staged.region().requests().containsKey('StartSnapshot')
return true
