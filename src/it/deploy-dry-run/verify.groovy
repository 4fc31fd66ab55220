import groovy.json.JsonSlurper

// The plan shows what would be sent and created, and its cost; only the second build does it.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
def ids = { build, kind -> build.findAll(/$kind-[0-9a-f]{17}/).unique() }
assert builds[0].contains('123456789012')
assert builds[0] =~ /8 blocks \(4\.0 MiB\).* 10 requests/
assert builds[0] =~ /deploy-dry-run-1\.0-[0-9a-f]{12}.* aki-[0-9a-f]{8}/
assert ids(builds[0], 'snap').empty && ids(builds[0], 'ami').empty
assert !builds[0].contains('Next ')

def made = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json')).regions.local
assert made.ami in ids(builds[1], 'ami') && made.snapshot in ids(builds[1], 'snap')
assert ids(builds[2], 'ami') == [made.ami]
assert !(builds[2] =~ /\d blocks/)
assert builds[3] =~ /[1-7] blocks .*$made.snapshot/

assert new File(basedir, 'target/aws/local/images').list() == ["${made.ami}.json"] as String[]
assert new File(basedir, 'target/aws/local/snapshots').list() == ["${made.snapshot}.json"] as String[]
return true
