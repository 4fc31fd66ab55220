def log = new File(basedir, 'build.log').text
assert log.contains('There are no AWS credentials for us-west-2: Unable to load credentials from any of the providers.')
assert log.contains('Log in (aws configure, aws sso login), set -Dmirage.profile=... or -Dmirage.serverId=..., or try -Dmirage.region=local.')
return true
