def log = new File(basedir, 'build.log').text
assert log.contains('Unable to load credentials from any of the providers')
['us-west-2', 'aws sso login', '-Dmirage.profile', '-Dmirage.serverId', '-Dmirage.region=local'].each { assert log.contains(it) }
return true
