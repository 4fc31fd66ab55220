def log = new File(basedir, 'build.log').text
assert log =~ /AMI      ami-[0-9a-f]{17} in local, new/
assert log.contains('Maven is offline (-o), but us-west-2 needs a network')
assert log.contains('Leave out -o, or set -Dmirage.region=local.')
return true
