def log = new File(basedir, 'build.log').text
def staged = context.staged
staged.close()
assert log.contains('Paravirtual AMIs do not run in eu-north-1: it has no PV-GRUB.')
assert log.contains('No AWS region is set.')
assert log.contains('Set <region> (-Dmirage.region=us-west-2), or try -Dmirage.region=local, a region on this machine.')
assert log.contains('No AWS service is found for the region us-wset-2: there is no host sts.us-wset-2.amazonaws.com.')
assert log.contains('Correct mirage.region (-Dmirage.region=us-west-2) if it is misspelt;')
assert !staged.region().requests().containsKey('StartSnapshot')
return true
