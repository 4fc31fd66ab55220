// What the key may not do is named as IAM has it.
def log = new File(basedir, 'build.log').text
def staged = context.staged
try {
  assert log.contains('The AWS credentials lack the permission ec2:RegisterImage in us-west-2.')
  assert log.contains('The AWS credentials lack the permission ebs:PutSnapshotBlock in us-west-2.')
  assert log.contains('Add it to their IAM policy; mvn mirage:iam-policy prints all that is needed.')

  // The first build has started nothing; what the second started it has removed.
  assert staged.region().requests().StartSnapshot == 1
  def snapshot = (log =~ /uploading .* to (snap-[0-9a-f]{17})/)[0][1]
  assert log.contains("removed $snapshot")
  assert staged.region().leaks().isEmpty()
} finally {
  staged.close()
}
return true
