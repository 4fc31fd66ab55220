// Before "mvn verify -Dmirage.try" builds the example: chooses the kernel and the goals for this machine.
import io.github.miragemaven.image.grub.GrubParts
import io.github.miragemaven.process.Programs

def grub = GrubParts.installed().present
def boots = grub && Programs.ofThisProcess().find('qemu-system-x86_64').present
def kernel = grub ? 'tiny-http' : 'tiny-xen-pv'
new File(basedir, 'test.properties').text = """
mirage.kernel=io.github.mirage-maven:mirage-maven-plugin:elf:${kernel}:${pluginVersion}
mirage.launch.skip=${!boots}
"""
if (!boots) {
    println '[WARN] the AMI is not booted, which needs QEMU and GRUB: ' +
        'apt-get install qemu-system-x86 grub-pc-bin | brew install qemu i686-elf-grub'
}
return true
