// Every step with mirage 4.11: configure, dependencies, build, archive, image; then nothing to do.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
assert builds[0].contains('mirage 4.11.1')
assert builds[0].contains('mirage-4.xen')
assert builds[1].count('up to date: ') == 5 : 'site, configure, build, archive and image'

assert new File(basedir, 'target/mirage/unikernel/config.ml').text.contains('block_of_file "site"')
assert new File(basedir, 'target/mirage-4-1.0.img').length() > 0
def expected = ['.mvn', 'build.log', 'interpolated-pom.xml', 'invoker.properties', 'pom.xml', 'src', 'target', 'verify.groovy']
def others = basedir.list().findAll { !(it in expected) }
assert others == [] : "nothing is written outside target, but $others"
return true
