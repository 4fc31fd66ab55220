def log = new File(basedir, 'build.log').text
assert log.contains('There are no AWS credentials for us-west-2')
['us-west-2', 'aws sso login', '-Dmirage.profile', '-Dmirage.serverId', '-Dmirage.region=local'].each { assert log.contains(it) }
return true
