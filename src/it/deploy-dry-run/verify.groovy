// The plan tells what would be sent and made, and what it costs; only the second build does it.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
assert builds[0].contains('local, account 123456789012')
assert builds[0].contains('send 8 blocks (4.0 MiB) in 10 requests (less than $0.01)')
assert builds[0].contains(') to a new snapshot of 1 GiB, which costs less than $0.01 a month')
assert builds[0] =~ /register the AMI "deploy-dry-run-1\.0-[0-9a-f]{12}", paravirtual with aki-[0-9a-f]{8}, not encrypted/
assert !builds[0].contains('uploading')
assert !builds[0].contains('Next ')

def made = (builds[1] =~ /AMI      (ami-[0-9a-f]{17}) in local, new/)[0][1]
def snapshot = (builds[1] =~ /Snapshot (snap-[0-9a-f]{17})/)[0][1]
assert builds[2].contains("nothing to do: $made has the image and the settings")
assert builds[3] =~ /send \d blocks .* on top of $snapshot, which costs less than \$0\.01 a month/

assert new File(basedir, 'target/aws/local/images').list() == ["${made}.json"] as String[]
assert new File(basedir, 'target/aws/local/snapshots').list() == ["${snapshot}.json"] as String[]
return true
