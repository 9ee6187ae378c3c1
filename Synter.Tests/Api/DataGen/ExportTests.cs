using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

public sealed class ExportTests(ExportTests.OneAtATime synter) : IClassFixture<ExportTests.OneAtATime>, IAsyncLifetime
{
    private static readonly string[] Replies =
    [
        """{"id":1,"text":"=SUM(A1)","amount":-5.50}""",
        "no record",
        """{"id":2,"more":{"a":[1,2]},"text":"two\nlines, \"quoted\""}""",
        """{"id":3,"text":"＠full","amount":null,"flag":true}""",
    ];

    private HttpClient _client = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        synter.Server.Reset();
        synter.Server.Answer = call => InferenceAnswer.Of(Replies[call.Number - 1]);
        _client = await synter.SignInElsewhereAsync();
        _id = (await _client.MadeAsync(new { prompt = "p", count = 4 })).Text("id");
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Json_IsAnArrayOfTheGoodOnes_ToTheLetter()
    {
        using var answer = await _client.GetAsync($"/api/tasks/{_id}/export?format=json");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{_id}.json", answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal(3, JsonNode.Parse(text)!.AsArray().Count);
        Assert.Contains(Replies[0], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jsonl_IsARecordALine() =>
        Assert.Equal([Replies[0], Replies[2], Replies[3]], (await TextAsync("format=jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Csv_HasTheUnionOfKeys_AndNoFormulas() => Assert.Equal(
        "id,text,amount,more,flag\r\n"
        + "1,'=SUM(A1),-5.50,,\r\n"
        + "2,\"two\nlines, \"\"quoted\"\"\",,\"{\"\"a\"\":[1,2]}\",\r\n"
        + "3,'＠full,,,true\r\n",
        await TextAsync("format=csv"));

    [Fact]
    public async Task ByteOrderMark_IsThereOnRequestOnly()
    {
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), (await _client.GetByteArrayAsync($"/api/tasks/{_id}/export?format=csv&bom=true"))[..3]);
        Assert.Equal((byte)'i', (await _client.GetByteArrayAsync($"/api/tasks/{_id}/export?format=csv"))[0]);
    }

    [Fact]
    public async Task Accepted_AreExportedAlone()
    {
        using var judged = await _client.PostAsJsonAsync($"/api/tasks/{_id}/verdicts", new { indexes = new[] { 0, 1, 2 }, verdict = "accepted" });
        Assert.Equal(2, (await judged.JsonAsync()).Number("judged"));
        (await _client.PostAsJsonAsync($"/api/tasks/{_id}/verdicts", new { indexes = new[] { 0 }, verdict = "rejected" })).EnsureSuccessStatusCode();

        Assert.Equal([Replies[2]], (await TextAsync("format=jsonl&accepted=true")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var failed = await _client.PostAsJsonAsync($"/api/tasks/{_id}/verdicts", new { indexes = new[] { 1 }, verdict = "accepted" });
        Assert.Equal("not_found", await failed.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task UnknownFormat_IsRefused()
    {
        using var answer = await _client.GetAsync($"/api/tasks/{_id}/export?format=xlsx");

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    private Task<string> TextAsync(string query) => _client.GetStringAsync($"/api/tasks/{_id}/export?{query}");

    public sealed class OneAtATime : DataGenSynter
    {
        protected override IEnumerable<string> MoreSettings => ["--DATAGEN_CONCURRENCY=1"];
    }
}
