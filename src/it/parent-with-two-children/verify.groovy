// Two children inherit the parent's configuration; one overrides some of it with properties.
['blog', 'docs'].each { child ->
  def image = new File(basedir, "$child/target/$child-1.0.img")
  assert image.length() > 0
  assert new File(localRepositoryPath, "com/example/it/$child/1.0/$child-1.0.img").bytes == image.bytes
  assert new File(localRepositoryPath, "com/example/it/$child/1.0/$child-1.0-kernel.elf").exists()
}

def menu = { child -> new String(new File(basedir, "$child/target/$child-1.0.img").bytes, 'ISO-8859-1') }
assert menu('blog').contains('title Inherited title\nroot (hd0)\nkernel /boot/mirage-os.gz --http=8080\n')
assert menu('docs').contains('title A title of its own\nroot (hd0)\nkernel /boot/mirage-os.gz --http=8081 -l *:debug\n')

def log = new File(basedir, 'build.log').text
assert log.count('up to date: image') == 2 : 'the second build writes neither image'
assert !log.contains('not thread-safe')
return true
