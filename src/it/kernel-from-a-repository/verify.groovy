// The kernel comes from a repository; the site goes into the image as files.
def image = new File(basedir, 'target/consumer-1.0.img')
assert image.length() == 2 * 1024 * 1024

def debugfs = ['/sbin/debugfs', '/usr/sbin/debugfs'].find { new File(it).exists() }
assert debugfs || System.getenv('MIRAGE_TEST_TOOLS') != 'required' : 'apt-get install e2fsprogs'
if (debugfs) {
  def read = { path -> [debugfs, '-R', "cat $path", image.path].execute().text }
  assert read('/www/index.html') == new File(basedir, 'src/main/site/index.html').text
  assert read('/about/pom.xml') == new File(basedir, 'pom.xml').text
  assert read('/boot/grub/menu.lst').contains('kernel /boot/mirage-os\n')
}
return true
