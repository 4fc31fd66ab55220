def builds = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
assert builds[1] =~ /ami-[0-9a-f]{17}/
['-o', 'us-west-2', '-Dmirage.region=local'].each { assert builds[2].contains(it) }
return true
