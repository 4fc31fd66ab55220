// A page changed and one was deleted: the kernel stays, and on the disk only the partition with the site changes.
def second = new File(basedir, 'build.log').text.split('BUILD SUCCESS')[1]
assert second.contains('index.html')
assert second.contains('up to date: configured')
assert second.contains('up to date: kernel')
assert new File(basedir, 'target/mirage/unikernel/calls').readLines().count { it == 'mirage standin-build' } == 1
assert !new File(basedir, 'target/mirage/unikernel/htdocs').exists() : 'the kernel has no page'

def images = ['first', 'changed-page-1.0'].collect { new File(basedir, "target/${it}.img").bytes }
def secondPartition = 446 + 16
def starts = images.collect { java.nio.ByteBuffer.wrap(it).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(secondPartition + 8) * 512 }
assert images.every { (it[secondPartition + 4] & 0xff) == 0xda }
assert starts[0] == starts[1]
assert Arrays.equals(images[0], 0, starts[0], images[1], 0, starts[0])

def site = new String(images[1], starts[1], images[1].length - starts[1], 'ISO-8859-1')
assert site.startsWith('MIRASITE')
assert site.contains('A new first page') && !site.contains('old.html')
return true
