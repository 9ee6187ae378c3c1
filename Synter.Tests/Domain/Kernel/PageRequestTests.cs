using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Kernel;

namespace Synter.Tests.Domain.Kernel;

public sealed class PageRequestTests
{
    [Fact]
    public void Keyset_IsReadBackAsItWas() => Prop.ForAll<DateTime, Guid>((time, id) =>
    {
        var keyset = new Keyset(new DateTimeOffset(time.Ticks, TimeSpan.Zero), id);
        return Keyset.TryParse(keyset.ToString(), out var read) && read == keyset;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Create_FromAnyText_NeverThrows() => Prop.ForAll<string?, int?>((cursor, limit) =>
    {
        var result = PageRequest.Create(limit, cursor);
        return result.IsOk || result.Refusal.Code is "bad_cursor" or "validation_failed";
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("__________________________________")]
    [InlineData("eyJhIjoxfQ")]
    public void Create_FromAMadeUpCursor_IsRefused(string cursor) => Assert.Equal("bad_cursor", PageRequest.Create(null, cursor).Refusal?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    [InlineData(-1)]
    public void Create_WithALimitOutOfBounds_IsRefused(int limit) => Assert.Equal("/limit", PageRequest.Create(limit, null).Refusal?.Errors[0].Pointer);

    [Fact]
    public void Create_WithoutAnything_IsTheFirstPage() => Assert.Equal(PageRequest.First, PageRequest.Create(null, null).Value);

    [Fact]
    public void Cut_OfOneMoreThanAsked_TellsWhereTheNextPageBegins()
    {
        var request = new PageRequest(2, null);

        var page = request.Cut([1, 2, 3], Key);

        Assert.Equal([1, 2], page.Items);
        Assert.Equal(Key(2).ToString(), page.NextCursor);
        Assert.Null(request.Cut([1, 2], Key).NextCursor);

        static Keyset Key(int i) => new(DateTimeOffset.UnixEpoch.AddSeconds(i), Guid.Empty);
    }
}
