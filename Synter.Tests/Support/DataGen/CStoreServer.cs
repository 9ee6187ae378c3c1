using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Synter.Tests.Support.DataGen;

/// <summary>A node's CStore API on a real socket, as Ratio1's sources have it. It can be switched off, and be made to answer wrongly.</summary>
public sealed class CStoreServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, JsonNode?> _values = [];
    private readonly ConcurrentDictionary<(string Hash, string Field), JsonNode?> _fields = [];
    private readonly ConcurrentQueue<string> _paths = [];

    private CStoreServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>What it answers in place of keeping the value; null keeps it.</summary>
    public Func<HttpContext, IResult?> Wrong { get; set; } = _ => null;

    /// <summary>Paths as they were called, in order.</summary>
    public IReadOnlyCollection<string> Calls => _paths;

    /// <summary>The last body that came to <c>/set</c> or <c>/hset</c>.</summary>
    public JsonObject? LastBody { get; private set; }

    /// <param name="address">Where an earlier one listened; null for any free port.</param>
    public static async Task<CStoreServer> StartAsync(Uri? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address?.AbsoluteUri ?? "http://127.0.0.1:0");
        // As the node's, it sets no limit of its own.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var server = new CStoreServer(builder.Build());
        server._app.MapPost("/set", context => server.WriteAsync(context, body => server._values[Text(body, "key")] = body["value"]?.DeepClone()));
        server._app.MapPost("/hset", context => server.WriteAsync(context, body => server._fields[(Text(body, "hkey"), Text(body, "key"))] = body["value"]?.DeepClone()));
        server._app.MapGet("/get", context => server.ReadAsync(context, q => server._values.GetValueOrDefault(q["key"]!)));
        server._app.MapGet("/hget", context => server.ReadAsync(context, q => server._fields.GetValueOrDefault((q["hkey"]!, q["key"]!))));
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>The JSON that is kept as text under a key; null when there is none.</summary>
    public JsonNode? Get(string key) => Parsed(_values.GetValueOrDefault(key));

    public JsonNode? Get(string hash, string field) => Parsed(_fields.GetValueOrDefault((hash, field)));

    public void Put(string hash, string field, JsonNode? value) => _fields[(hash, field)] = value;

    public IReadOnlyCollection<string> Fields(string hash) => [.. _fields.Keys.Where(f => f.Hash == hash).Select(f => f.Field).Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // A value that is no text is not as the seed wants it, and fails the test that reads it.
    private static JsonNode? Parsed(JsonNode? kept) => kept is null ? null : JsonNode.Parse(kept.GetValue<string>());

    private static string Text(JsonObject body, string name) => body[name]!.GetValue<string>();

    private async Task WriteAsync(HttpContext context, Action<JsonObject> keep)
    {
        _paths.Enqueue(context.Request.Path);
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (Wrong(context) is { } wrong)
        {
            await wrong.ExecuteAsync(context);
            return;
        }

        LastBody = body;
        keep(body);
        await Results.Json(Envelope(true)).ExecuteAsync(context);
    }

    private async Task ReadAsync(HttpContext context, Func<IQueryCollection, JsonNode?> read)
    {
        _paths.Enqueue(context.Request.Path);
        await (Wrong(context) ?? Results.Json(Envelope(read(context.Request.Query)?.DeepClone()))).ExecuteAsync(context);
    }

    private static JsonObject Envelope(JsonNode? result) => new()
    {
        ["result"] = result, ["server_node_addr"] = "0xai_test", ["evm_network"] = "devnet", ["ee_node_alias"] = "test", ["ee_node_address"] = "0xai_test",
    };
}
