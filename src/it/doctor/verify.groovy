// The doctor reports each tool with its version, and the readiness of each target.
def log = new File(basedir, 'build.log').text
assert log =~ /mirage\s+4\.11\.1/
['xen', 'virtio', 'hvt', 'spt', 'unix'].each { assert log =~ /(ready|missing)\s+$it/ }
['mirage:site', 'mirage:configure', 'mirage:build', 'mirage:image', 'mirage:doctor'].each { assert log.contains(it) }
return true
