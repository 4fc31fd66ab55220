import groovy.json.JsonSlurper
import io.github.miragemaven.incremental.Sha256

// Moto does not record which snapshot an AMI was registered from. So a changed image is uploaded whole, and
// mirage:prune is not tested.
def moto = context.moto
try {
  def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
  def amis = builds.collect { it.findAll(/ami-[0-9a-f]{17}/).unique() }
  assert builds[0] =~ /4\.0 MiB in 8 blocks/
  assert !(builds[1] =~ /\d blocks/)
  assert builds[2] =~ /4\.0 MiB in 8 blocks/
  assert amis[0].size() == 1 && amis[1] == amis[0]

  def image = new File(basedir, 'target/deploy-moto-1.0.img')
  def json = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json'))
  def snapshot = json.regions.'us-west-2'.snapshot
  assert !(json.regions.'us-west-2'.ami in amis[0])
  assert moto.sha256('us-west-2', snapshot, image.length()) == Sha256.ofFile(image.toPath()).hex()
} finally {
  moto.close()
}
return true
