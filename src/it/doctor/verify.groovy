// The doctor names what it found with its version, and for each target what is missing.
def log = new File(basedir, 'build.log').text
assert log =~ /found\s+mirage\s+4\.11\.1/
assert log =~ /ready\s+any, with a kernel from elsewhere/
['xen', 'virtio', 'hvt', 'spt', 'unix'].each { assert log =~ /(ready|missing)\s+$it/ }
['mirage:site', 'mirage:configure', 'mirage:build', 'mirage:image', 'mirage:doctor'].each { assert log.contains(it) }
return true
