import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
def ami = { build -> (builds[build] =~ /AMI +(ami-[0-9a-f]{17}) in local, new/)[0][1] }
def first = ami(0)
def second = ami(1)

// The status shows both, the newer one as current, and what they cost.
assert builds[2] =~ /AMI +VERSION +CREATED \(UTC\) +STATE +DATA +VOLUME +NAME/
assert builds[2] =~ /$second +1\.0 +\d{4}-\d\d-\d\d \d\d:\d\d +available +\d+\.\d MiB +1 GiB +current +prune-and-status-1\.0-\w{12}/
assert builds[2] =~ /$first +1\.0 .* available +\d+\.\d MiB +1 GiB +prune-and-status-1\.0-\w{12}/
assert builds[2] =~ /2 AMIs and 2 snapshots: about \d+\.\d MiB, less than \$0\.01 a month \(an estimate, at us-east-1's price, \$0\.05 a GiB\)/
assert builds[2].contains("The parameter /blog/ami names $second, which is current.")

// A prune shows what it would remove, and removes it when that is confirmed.
assert builds[3] =~ /keep +$second .* the newest, named by \/blog\/ami/
assert builds[3] =~ /remove +$first /
assert builds[3] =~ /remove +snap-[0-9a-f]{17} .* of $first/
assert builds[3].contains('run the same command again with -Dmirage.prune.confirm')
assert !builds[3].contains('removed ami-')
assert builds[4].contains("removed $first")
assert builds[4] =~ /removed snap-[0-9a-f]{17}/

// What is left is in status.json.
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
