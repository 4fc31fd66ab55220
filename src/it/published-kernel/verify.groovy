// Image and kernel go to a repository, and three-part coordinates name the kernel there.
def published = new File(basedir, 'target/repository/com/example/it/published-kernel/1.0')
assert new File(published, 'published-kernel-1.0.img').exists()
assert new File(published, 'published-kernel-1.0-kernel.elf').exists()

def third = new File(basedir, 'build.log').text.split('BUILD SUCCESS')[2]
assert third =~ /skipped: .*com\.example\.it:published-kernel:1\.0/
assert third =~ /Kernel\s+Xen PV/
return true
