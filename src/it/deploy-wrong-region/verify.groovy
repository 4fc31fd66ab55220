def log = new File(basedir, 'build.log').text
def staged = context.staged
staged.close()
def builds = log.split('Scanning for projects').drop(1)
['PV-GRUB', 'eu-north-1'].each { assert builds[1].contains(it) }
['-Dmirage.region=us-west-2', '-Dmirage.region=local'].each { assert builds[2].contains(it) }
['us-wset-2', 'sts.us-wset-2.amazonaws.com', 'mirage.region'].each { assert builds[3].contains(it) }
assert !staged.region().requests().containsKey('StartSnapshot')
return true
