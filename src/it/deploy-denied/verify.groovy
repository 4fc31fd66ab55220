// The missing permission has the name that an IAM policy uses.
def log = new File(basedir, 'build.log').text
def staged = context.staged
try {
  def builds = log.split('BUILD FAILURE')
  assert builds[1].contains('ec2:RegisterImage')
  assert builds[2].contains('ebs:PutSnapshotBlock')
  assert log.count('mirage:iam-policy') >= 2

  // The first build starts no snapshot; the second removes its own.
  assert staged.region().requests().StartSnapshot == 1
  assert log.findAll(/snap-[0-9a-f]{17}/).unique().size() == 1
  assert staged.region().leaks().isEmpty()
} finally {
  staged.close()
}
return true
