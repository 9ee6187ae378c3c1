using System.Buffers;
using System.Net.Http.Json;
using System.Text;
using Synter.Tests.Bench.Circuits.Wire;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

/// <summary>The circuits that the measurements open: they must be as good as a browser's.</summary>
[Collection(OneSynter.Name)]
public sealed class WireCircuitTests(RunningSynter synter)
{
    [Theory]
    [InlineData(new byte[] { 0x07 }, 7L)]
    [InlineData(new byte[] { 0xFF }, -1L)]
    [InlineData(new byte[] { 0xCC, 0xC8 }, 200L)]
    [InlineData(new byte[] { 0xCD, 0x01, 0x00 }, 256L)]
    [InlineData(new byte[] { 0xD0, 0x80 }, -128L)]
    [InlineData(new byte[] { 0xD3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE }, -2L)]
    [InlineData(new byte[] { 0xC0 }, null)]
    [InlineData(new byte[] { 0xC2 }, false)]
    [InlineData(new byte[] { 0xC3 }, true)]
    [InlineData(new byte[] { 0xA2, 0x68, 0x69 }, "hi")]
    [InlineData(new byte[] { 0xD9, 0x02, 0xC3, 0xA9 }, "é")]
    [InlineData(new byte[] { 0xC5, 0x00, 0x02, 0x01, 0x02 }, new byte[] { 1, 2 })]
    public void Read_AsTheSpecificationHasIt_IsTheValue(byte[] written, object? value)
    {
        ReadOnlySpan<byte> from = [.. written, 0x55];
        Assert.Equal(value, MsgPack.Read(ref from));
        Assert.Equal([0x55], from.ToArray());
    }

    [Fact]
    public void Write_WhatIsReadAgain_IsTheSame()
    {
        object?[] message = [1L, null, true, -300L, new string('ö', 300), new byte[70_000], Enumerable.Range(0, 20).Select(i => (object?)(long)i).ToArray()];
        var written = new ArrayBufferWriter<byte>();
        MsgPack.Write(written, message);
        var from = written.WrittenSpan;
        Assert.Equal(message, MsgPack.Read(ref from));
        Assert.True(from.IsEmpty);
    }

    [Fact]
    public async Task Open_WithASession_IsLiveAndHearsOfWhatHappens()
    {
        using var client = await synter.SignInElsewhereAsync();
        using var visitor = await VisitorAsync(client);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isLive = false;
        await using var circuit = await WireCircuit.OpenAsync(visitor, "/", batch =>
        {
            if (isLive && batch.Span.IndexOf(Encoding.UTF8.GetBytes("All changes are stopped")) >= 0) heard.SetResult();
        }, default);
        isLive = true;

        using var stopped = await client.PostAsJsonAsync("/api/v1/stop", new { });
        stopped.EnsureSuccessStatusCode();

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(60));
        circuit.Check();
    }

    [Fact]
    public async Task Open_WithNoSession_Fails()
    {
        using var visitor = new Visitor(synter.Address, "nobody=none");
        await Assert.ThrowsAnyAsync<Exception>(() => WireCircuit.OpenAsync(visitor, "/", _ => { }, default));
    }

    private async Task<Visitor> VisitorAsync(HttpClient person)
    {
        var email = (await (await person.GetAsync("/auth/me")).JsonAsync())["email"]!.GetValue<string>();
        using var client = synter.Anonymous();
        using var answer = await client.PostAsJsonAsync("/auth/login", new { email, password = RunningSynter.AdminPassword });
        return new Visitor(synter.Address, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }
}
