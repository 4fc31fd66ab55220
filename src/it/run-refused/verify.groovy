// A Xen kernel does not run on a machine that is not a Xen host; its .xl file is kept for one that is.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
assert builds[1].contains('-Dmirage.target=virtio')
def xl = new File(basedir, 'target/run-refused.xl').text
assert xl.contains('type = "pv"')
assert xl =~ /kernel = "\/.*tiny-xen-pv\.elf"/

assert builds[2].contains('mirage.run.skip')
assert builds[3].contains('mirage.run.memory')
return true
