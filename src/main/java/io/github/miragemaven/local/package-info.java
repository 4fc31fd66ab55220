/**
 * The region named {@code local}: the parts of EC2, EBS direct APIs, SSM, STS and KMS that a
 * deployment needs, served on the loopback interface and stored in a directory, so that everything
 * can be tried without an AWS account.
 *
 * <p>It responds as the real services do, errors included, and enforces at least their rules: block
 * checksums are verified and AMIs must meet the rules of EC2. Tests add services, check signatures,
 * inject faults and look for leaked resources. It does not depend on Maven, images or deployments.
 */
package io.github.miragemaven.local;
