import io.github.miragemaven.it.MotoServer

// Skipped if moto is missing, except in CI, where every tool is required.
if (MotoServer.isThere() || System.getenv('MIRAGE_TEST_TOOLS') == 'required') {
  return true
}
println 'moto_server is not on the PATH: .ci/run shows how to get it'
return false
