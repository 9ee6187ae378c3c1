using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Providers;

namespace Synter.Infrastructure.Sandbox;

/// <summary>
/// Takes one request to its simulated provider. The request, what it changed and the fault it met are one transaction, committed
/// before the answer leaves: what a client was told survives a kill, and what survived was told or dropped as the record says.
/// </summary>
internal sealed class SandboxGateway(SynterDatabase database, IEnumerable<ISimulatedProvider> providers, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sandbox");

    private readonly Dictionary<string, ISimulatedProvider> _providers = providers.ToDictionary(p => p.Key);

    public async Task HandleAsync(HttpContext context)
    {
        var (provider, path) = Split(context.Request.Path.Value ?? "/");
        var request = await ReceivedRequest.ReadAsync(context.Request, provider, path, clock.Now(), context.RequestAborted);
        var decision = await DecideAsync(request);
        await GiveAsync(context, decision);
    }

    private static (string Provider, string Path) Split(string path)
    {
        var end = path.IndexOf('/', 1);
        return end < 0 ? (path.TrimStart('/'), "/") : (path[1..end], path[end..]);
    }

    /// <summary>Not cancelled with the connection: a client that hangs up has sent its request all the same.</summary>
    private async Task<Decision> DecideAsync(ReceivedRequest request)
    {
        await using var connection = await database.OpenAsync(Scope, CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        // One request of a provider after the other, over all processes: so numbers follow arrival, and two like posts cannot
        // both be the first.
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('sandbox'), hashtext($1))", request.Provider);
        var fault = await NextFaultAsync(connection, request.Provider);
        var decision = await DecideAsync(request, fault, new SandboxPosts(connection, request.Provider, fault?.Mode == FaultMode.Altered));
        await RecordAsync(connection, request, decision.Outcome);
        await transaction.CommitAsync();
        return decision;
    }

    private async Task<Decision> DecideAsync(ReceivedRequest request, SandboxFault? fault, SandboxPosts posts)
    {
        if (!_providers.TryGetValue(request.Provider, out var provider))
        {
            return Decision.Answered(SimulatedAnswer.Of(404, $"The sandbox plays {string.Join(" and ", _providers.Keys)}."));
        }

        switch (fault?.Mode)
        {
            case FaultMode.Status:
                return Decision.Answered(provider.Failure(fault.Status, fault.RetryAfter, request.At));
            case FaultMode.DropBefore:
                return Decision.Dropped("dropped_before");
        }

        // From here on the thing is done; only the answer may suffer.
        var answer = await provider.AnswerAsync(request, posts, CancellationToken.None);
        return fault?.Mode switch
        {
            FaultMode.DropAfterAccept => Decision.Dropped("dropped_after_accept"),
            FaultMode.Slow => Decision.Answered(answer) with { Delay = fault.Delay },
            FaultMode.Malformed => Decision.Answered(answer) with { IsCutShort = true },
            _ => Decision.Answered(answer),
        };
    }

    private async Task GiveAsync(HttpContext context, Decision decision)
    {
        if (decision.Answer is not { } answer)
        {
            context.Abort();
            return;
        }

        if (decision.Delay > TimeSpan.Zero)
        {
            await Task.Delay(decision.Delay, clock, context.RequestAborted);
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var body = answer.Text;
        await context.Response.WriteAsync(decision.IsCutShort ? body[..(body.Length / 2)] : body, context.RequestAborted);
    }

    private static async Task<SandboxFault?> NextFaultAsync(NpgsqlConnection connection, string provider)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE sandbox.faults SET times = times - 1 WHERE provider = $1 AND times > 0 RETURNING mode, status, delay_ms, retry_after_s, times", connection)
        {
            Parameters = { new() { Value = provider } },
        };
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? SandboxState.FaultOf(provider, row) : null;
    }

    private static Task RecordAsync(NpgsqlConnection connection, ReceivedRequest request, string outcome) => ExecuteAsync(
        connection,
        """
        INSERT INTO sandbox.requests (at, provider, method, path, query, headers, body, effect_id, idempotency_key, outcome)
        VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, $9, $10)
        """,
        request.At.UtcDateTime,
        request.Provider,
        request.Method,
        request.Path,
        JsonSerializer.Serialize(Mask.Query(request.Query)),
        JsonSerializer.Serialize(Mask.Headers(request.Headers)),
        Mask.Body(request.Body),
        (object?)request.Headers.GetValueOrDefault(EffectMark.EffectHeader.ToLowerInvariant()) ?? DBNull.Value,
        (object?)request.Headers.GetValueOrDefault(EffectMark.KeyHeader.ToLowerInvariant()) ?? DBNull.Value,
        outcome);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <param name="Answer">Null closes the connection without one.</param>
    private sealed record Decision(string Outcome, SimulatedAnswer? Answer)
    {
        public TimeSpan Delay { get; init; }

        public bool IsCutShort { get; init; }

        public static Decision Answered(SimulatedAnswer answer) => new(string.Create(CultureInfo.InvariantCulture, $"answered:{answer.Status}"), answer);

        public static Decision Dropped(string outcome) => new(outcome, null);
    }
}
