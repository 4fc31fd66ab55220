// A Xen kernel on a machine that is no Xen host is refused with the reason, and its .xl file is left.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
assert builds[1].contains('it runs on Xen alone, and this machine is no Xen host')
assert builds[1].contains('-Dmirage.target=virtio')
def xl = new File(basedir, 'target/run-refused.xl').text
assert xl.contains('type = "pv"')
assert xl =~ /kernel = "\/.*tiny-xen-pv\.elf"/

assert builds[2].contains('skipped: mirage.run.skip is set')
assert builds[3].contains('mirage.run.memory is 0')
return true
