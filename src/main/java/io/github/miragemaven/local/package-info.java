/**
 * The region named {@code local}: the parts of EC2, EBS direct, S3, SSM, STS and KMS that a
 * deployment needs, served on loopback and kept under a directory, so that the whole road can be
 * tried without an AWS account.
 *
 * <p>It answers as the real services do, errors included, and refuses at least what they refuse:
 * requests are signed for real, blocks are hashed again, AMIs follow EC2's rules. Tests let it fail
 * by rule and ask it at the end what was left lying about. It knows nothing of Maven, of images and
 * of how a deployment goes about its work.
 */
package io.github.miragemaven.local;
