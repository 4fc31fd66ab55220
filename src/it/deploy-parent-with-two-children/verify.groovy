import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

// Two children deploy in parallel to one region, an AMI each.
def log = new File(basedir, 'build.log').text
assert !log.contains('not thread-safe')
def builds = log.split('BUILD SUCCESS')
def made = builds[0].findAll(/ami-[0-9a-f]{17}/).toSet()
assert made.size() == 2
assert builds[1].findAll(/ami-[0-9a-f]{17}/).toSet() == made

def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  def amis = ['blog', 'docs'].collect { child ->
    def json = new JsonSlurper().parse(new File(basedir, "$child/target/mirage/ami.json"))
    assert json.project == "com.example.it:$child"
    def image = new File(basedir, "$child/target/$child-1.0.img")
    def read = new File(basedir, "$child/target/read.img")
    region.export(json.regions.local.snapshot, read.toPath())
    def held = new byte[image.length()]
    new DataInputStream(read.newInputStream()).withCloseable { it.readFully(held) }
    assert held == image.bytes
    json.regions.local.ami
  }
  assert amis.toSet() == made
  assert region.leaks().isEmpty()
} finally {
  region.close()
}

// The parent's POM is not part of "mvn deploy", but an explicit deploy:deploy uploads it and the children.
['deployed-sites/1.0/deployed-sites-1.0.pom', 'blog/1.0/blog-1.0.img', 'docs/1.0/docs-1.0.img'].each {
  assert new File(basedir, "target/repository/com/example/it/$it").isFile()
}
return true
