// The example of the README packages on every Maven, with a kernel from the repository.
def image = new File(basedir, 'target/blog-1.0.img')
assert image.length() > 0
assert new File(basedir, 'target').list().every { !it.endsWith('.tmp') } : 'no temporary file is left'

def log = new File(basedir, 'build.log').text
assert log =~ /Site\s+7 files/
assert log =~ /SHA-256\s+[0-9a-f]{64}/
return true
