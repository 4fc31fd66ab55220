import io.github.miragemaven.it.StagedRegion
import io.github.miragemaven.local.fault.Faults

// Paravirtual instances do not run in Stockholm.
context.staged = StagedRegion.open(basedir, 'eu-north-1', Faults.none()).sendBuild()
return true
