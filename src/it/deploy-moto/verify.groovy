import groovy.json.JsonSlurper
import io.github.miragemaven.incremental.Sha256

// Moto keeps no tie between an AMI and the snapshot it was made of, so a changed image is sent whole; and
// mirage:prune is not tried, for moto cannot tell which AMIs are made of a snapshot.
def moto = context.moto
try {
  def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
  assert builds[0] =~ /uploading 4\.0 MiB in 8 blocks to snap-[0-9a-f]{17}\n/
  assert builds[0] =~ /AMI      ami-[0-9a-f]{17} in us-west-2, new/
  assert builds[1] =~ /AMI      ami-[0-9a-f]{17} in us-west-2, already registered/
  assert !builds[1].contains('uploading')
  assert builds[2] =~ /uploading 4\.0 MiB in 8 blocks to snap-[0-9a-f]{17}\n/

  def image = new File(basedir, 'target/deploy-moto-1.0.img')
  def json = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json'))
  def snapshot = json.regions.'us-west-2'.snapshot
  assert moto.sha256('us-west-2', snapshot, image.length()) == Sha256.ofFile(image.toPath()).hex()
} finally {
  moto.close()
}
return true
