// The supplied unikernel becomes a Solo5 Xen kernel, the site goes to the disk; then there is nothing to do.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
assert builds[0] =~ /Kernel\s+Solo5 Xen/
assert builds[1].count('up to date: ') == 5

def kernel = new File(basedir, 'target/mirage/unikernel/dist/real-mirage.xen')
assert !new String(kernel.bytes, 'ISO-8859-1').contains('A page inside a kernel')
assert new String(new File(basedir, 'target/real-mirage-1.0.img').bytes, 'ISO-8859-1').contains('A page inside a kernel')
return true
