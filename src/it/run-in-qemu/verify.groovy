// mirage:run boots the packaged image in QEMU, and the probe ends the build as soon as the site answers.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
def dhcp = builds[1], fixed = builds[2], silent = builds[3], archive = builds[4]

assert dhcp =~ /http:\/\/localhost:\d+\//
assert dhcp.contains('Starting the kernel') : "the image's grub.cfg prints this"
assert dhcp.contains('command line: "--greeting=good day"')
assert dhcp =~ /\d\.\d s, .*\d\.\d s, .*\d\.\d s/ : 'boot times of the loader, the kernel and the site'

assert fixed.contains('network: ') && !fixed.contains('event index') : 'a Solo5 site would hang under load'
assert fixed.contains('listening on 10.0.0.2:8000')
assert silent =~ /ERROR.*http:\/\/localhost:\d+\//

def site = new File(basedir, 'src/main/site'), extracted = new File(basedir, 'target/extracted')
def pages = site.listFiles().findAll { it.file }
assert pages
for (page in pages) {
  assert new File(extracted, page.name).bytes == page.bytes
  assert archive.contains("${page.name} (text/html")
}
return true
