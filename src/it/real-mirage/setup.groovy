// If the dependencies are on this machine already, they are not fetched.
def duniverse = System.getenv('MIRAGE_TEST_DUNIVERSE')
if (duniverse) {
  def unikernel = new File(basedir, 'target/mirage/unikernel')
  unikernel.mkdirs()
  java.nio.file.Files.createSymbolicLink(new File(unikernel, 'duniverse').toPath(), java.nio.file.Path.of(duniverse))
}
return true
