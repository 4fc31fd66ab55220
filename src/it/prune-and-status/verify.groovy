import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
def ids = { build, kind -> builds[build].findAll(/$kind-[0-9a-f]{17}/).unique() }
def first = ids(0, 'ami')[0]
def second = (ids(1, 'ami') - first)[0]
def firstSnapshot = ids(0, 'snap')[0]

// The status lists both AMIs, the newer one as current, the parameter, and the cost.
def rows = builds[2].readLines().findAll { it =~ /ami-[0-9a-f]{17} +1\.0 +\d{4}-\d\d-\d\d/ }
assert rows.size() == 2
assert rows.every { it =~ /\d\.\d MiB +1 GiB .*prune-and-status-1\.0-\w{12}/ }
assert rows.find { it.contains(second) }.contains('current')
assert !rows.find { it.contains(first) }.contains('current')
assert builds[2] =~ /\/blog\/ami.*$second/
assert builds[2] =~ /\$0\.01 a month/

// A prune lists what it would remove, and removes it with mirage.prune.confirm.
[first, second, firstSnapshot].each { assert builds[3].contains(it) }
assert builds[3].contains('-Dmirage.prune.confirm')
assert builds[4] =~ /removed.*$first/
assert builds[4] =~ /removed.*$firstSnapshot/

// status.json has the rest.
def local = new JsonSlurper().parse(new File(basedir, 'target/mirage/status.json')).regions.local
assert local.current == second
assert local.amis*.id == [second]
assert local.parameter == [name: '/blog/ami', ami: second]
assert local.snapshotsOfNoAmi == []
assert local.estimate.dollarsPerGibMonth == 1
assert local.estimate.storedBytes == local.amis[0].snapshots[0].bytes

// The policy is for this project alone.
def policy = new JsonSlurper().parse(new File(basedir, 'target/mirage/iam-policy.json'))
assert policy.Version == '2012-10-17'
assert policy.Statement*.Sid.containsAll(['DeployStart', 'DeployDryRunPruneSnapshots', 'DeployPruneAmis', 'VerifyConsoleOwn'])
assert !policy.Statement*.Sid.any { it.contains('Switch') || it.contains('Fleet') }
def snapshots = policy.Statement.find { it.Sid == 'DeployDryRunPruneSnapshots' }
assert snapshots.Action.contains('ec2:DeleteSnapshot')
assert snapshots.Condition.StringEquals == ['aws:ResourceTag/mirage:project': 'com.example.it:prune-and-status']
def parameter = policy.Statement.find { it.Sid == 'CommonParameter' }
assert parameter.Resource == 'arn:aws:ssm:*:*:parameter/blog/ami'

def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  assert region.leaks().isEmpty()
} finally {
  region.close()
}
return true
