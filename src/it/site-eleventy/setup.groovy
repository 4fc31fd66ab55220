// Users install the Eleventy that their site pins.
def npm = ['npm', 'ci', '--no-audit', '--no-fund'].execute(null, new File(basedir, 'src/main/site'))
npm.consumeProcessOutput(System.out, System.err)
assert npm.waitFor() == 0
return true
