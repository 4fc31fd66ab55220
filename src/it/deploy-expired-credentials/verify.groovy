def log = new File(basedir, 'build.log').text
def staged = context.staged
staged.close()
assert log.contains('The AWS credentials for us-west-2 have expired (ExpiredToken).')
assert log.contains('Get new ones, with aws sso login for instance, and run the same command again.')
assert !staged.region().requests().containsKey('StartSnapshot')
return true
