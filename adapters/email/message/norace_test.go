//go:build !race

package message

const slowdown = 1
