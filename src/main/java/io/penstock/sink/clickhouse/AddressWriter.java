package io.penstock.sink.clickhouse;

import io.netty.util.NetUtil;

/** IP addresses; the address of an IPv4 host fits an IPv6 column too. */
enum AddressWriter implements ValueWriter {
  V4 {
    @Override
    public void write(byte[] json, int from, int to, RowBytes out) throws Unfit {
      byte[] address =
          NetUtil.createByteArrayFromIpAddressString(ValueWriters.content(json, from, to));
      if (address == null || address.length != 4) {
        throw new Unfit(675, "is no IPv4 address");
      }
      for (int i = address.length - 1; i >= 0; i--) {
        out.int8(address[i]);
      }
    }
  },
  V6 {
    @Override
    public void write(byte[] json, int from, int to, RowBytes out) throws Unfit {
      byte[] address =
          NetUtil.createByteArrayFromIpAddressString(ValueWriters.content(json, from, to));
      if (address == null) {
        throw new Unfit(676, "is no IPv6 address");
      }
      if (address.length == 4) {
        out.verbatim(MAPPED);
      }
      out.verbatim(address);
    }
  };

  /** What an IPv4 address begins with where an IPv6 address is wanted. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
}
