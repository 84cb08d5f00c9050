//go:build !linux

package sandbox

func limitAddressSpace() {}
