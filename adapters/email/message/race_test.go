//go:build race

package message

// slowdown makes the large mails smaller under the race detector, which also throws
// pooled memory away at random, so that allocations mean nothing.
const slowdown = 8
