// With packaging jar, the jar is the main artifact; image and kernel are attached and installed.
def target = new File(basedir, 'target')
assert new File(target, 'bound-1.0.jar').exists()
assert new File(target, 'bound-1.0.img').length() > 0

def installed = new File(localRepositoryPath, 'com/example/it/bound/1.0')
assert new File(installed, 'bound-1.0.jar').exists()
assert new File(installed, 'bound-1.0-image.img').bytes == new File(target, 'bound-1.0.img').bytes
assert new File(installed, 'bound-1.0-kernel.elf').exists()

def log = new File(basedir, 'build.log').text
assert log.count('skipped: ') == 2 : 'configure and build'
return true
