using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Synter.Infrastructure.Accounts.Tokens;

namespace Synter.Tests.Accounts;

/// <summary>Against the examples that RFC 7515 and RFC 7519 print.</summary>
public sealed class CompactJwsTests
{
    private const string JoesClaims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /// <summary>RFC 7515, appendix A.3.</summary>
    private const string Es256Example = "eyJhbGciOiJFUzI1NiJ9." + JoesClaims + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    /// <summary>RFC 7519, section 3.1.</summary>
    private const string Hs256Example = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + JoesClaims + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /// <summary>RFC 7519, section 6.1.</summary>
    private const string UnsecuredExample = "eyJhbGciOiJub25lIn0." + JoesClaims + ".";

    [Fact]
    public void Rfc7515_A3_IsReadAndVerified()
    {
        Assert.True(CompactJws.TryRead(Es256Example, out var read));

        Assert.True(CompactJws.Verify(read, ExampleKey()));
        Assert.Equal("ES256", read.HeaderText("alg"));
        Assert.Equal("joe", read.Text("iss"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1300819380), read.Time("exp"));
    }

    [Fact]
    public void Rfc7515_A3_WithAnotherKey_IsNotVerified()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.True(CompactJws.TryRead(Es256Example, out var read));
        Assert.False(CompactJws.Verify(read, other));
    }

    [Theory]
    [InlineData(Hs256Example)]
    [InlineData(UnsecuredExample)]
    public void Rfc7519_ExamplesOfOtherAlgorithms_AreNotEvenRead(string token) => Assert.False(CompactJws.TryRead(token, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30=.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e 30.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")]
    [InlineData("bnVsbA.e30.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")]
    public void TryRead_WhatIsNoToken_IsRefused(string token) => Assert.False(CompactJws.TryRead(token, out _));

    [Fact]
    public void TryRead_ANameTwice_IsRefused() =>
        Assert.False(CompactJws.TryRead(Es256Example.Replace(JoesClaims, Encode("""{"sub":"a","sub":"b"}"""), StringComparison.Ordinal), out _));

    [Fact]
    public void TryRead_AnotherSpellingOfTheSignature_IsRefused() =>
        // The last sign carries four spare bits; «R» decodes to the same bytes as «Q».
        Assert.False(CompactJws.TryRead(Es256Example[..^1] + "R", out _));

    [Fact]
    public void TryRead_Huge_IsRefusedUnread() => Assert.False(CompactJws.TryRead(new string('a', 10_000_000), out _));

    private static ECDsa ExampleKey() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint
        {
            X = Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            Y = Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
        },
    });

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
