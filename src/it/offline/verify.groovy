// Offline, no goal is skipped and none needs the network.
assert new File(basedir, 'target/offline-1.0.img').exists()
def second = new File(basedir, 'build.log').text.split('BUILD SUCCESS')[1]
assert second.contains('up to date: image')
return true
