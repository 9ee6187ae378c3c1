using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Synter.Domain.Accounts;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Exports;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Web.Api.Wire;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>Datasets under the paths and names of seed 2.</summary>
public static class TasksApi
{
    public const int MostResults = 1_000;

    public static void MapTasksApi(this WebApplication app)
    {
        app.MapGet("/api/metrics", async (IDataGenQueries queries, HttpContext context) =>
            TypedResults.Ok(MetricsResponse.From(await queries.MetricsAsync(context.Actor(), context.RequestAborted)))).Says("getTaskMetrics", "Counts of data generation").WithTags("DataGen");
        var tasks = app.MapGroup("/api/tasks").WithTags("DataGen");
        tasks.MapPost("", StartAsync).Needs(Permission.MakeDatasets).Says("startTask", "Start a data generation task").WithIdempotency()
            .Produces<StartedTaskResponse>(202).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
        tasks.MapPost("/preview", PreviewAsync).Needs(Permission.MakeDatasets).Says("previewTask", "Make a few records without keeping them").WithIdempotency()
            .Produces<PreviewResponse>().ProducesProblem(403).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
        tasks.MapGet("", ListAsync).Says("listTasks", "List data generation tasks").Produces<TaskListResponse>().ProducesProblem(400).ProducesProblem(422);
        tasks.MapGet("/{id}", OneAsync).Says("getTask", "Read one task").Produces<TaskResponse>().ProducesProblem(404).ProducesProblem(422);
        tasks.MapGet("/{id}/export", ExportAsync).Says("exportTask", "Download what a task made").Produces<Stream>(200, "application/json", "application/x-ndjson", "text/csv").ProducesProblem(404).ProducesProblem(422);
        tasks.MapPost("/{id}/cancel", CancelAsync).Needs(Permission.MakeDatasets).Says("cancelTask", "Cancel a task").WithIdempotency().Produces<StartedTaskResponse>(202).ProducesProblem(404).ProducesProblem(409);
        tasks.MapPost("/{id}/retry-failed", RetryAsync).Needs(Permission.MakeDatasets).Says("retryFailedRecords", "Make the records again that failed").WithIdempotency().Produces<StartedTaskResponse>(202).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        tasks.MapPost("/{id}/verdicts", JudgeAsync).Needs(Permission.MakeDatasets).Says("judgeRecords", "Say which records are good").WithIdempotency().Produces<JudgedResponse>().ProducesProblem(404).ProducesProblem(422);
        tasks.MapPut("/{id}/schema", AmendAsync).Needs(Permission.MakeDatasets).Says("amendTaskSchema", "Change the schema of a task").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> StartAsync(
        NewTaskRequest request, [FromHeader(Name = Idempotency.Header)] string? key, StartDataset start, HttpContext context)
    {
        var started = await start.ExecuteAsync(context.Actor(), request.ToDomain(), key, context.RequestAborted);
        return started.ToHttp(Accepted);
    }

    private static async Task<IResult> PreviewAsync(NewTaskRequest request, PreviewDataset preview, HttpContext context) =>
        (await preview.ExecuteAsync(context.Actor(), request.ToDomain(), context.RequestAborted)).ToHttp(p => TypedResults.Ok(PreviewResponse.From(p)));

    private static async Task<IResult> ListAsync(int? limit, string? cursor, IDataGenQueries queries, HttpContext context)
    {
        if (!PageRequest.Create(limit, cursor).TryGet(out var page, out var refusal))
        {
            return Problems.From(refusal);
        }

        var actor = context.Actor();
        var found = await queries.ListAsync(actor, new DatasetFilter(actor.User), page, context.RequestAborted);
        return TypedResults.Ok(new TaskListResponse([.. found.Items.Select(TaskSummaryResponse.From)], found.NextCursor));
    }

    private static async Task<IResult> OneAsync(string id, int? offset, int? limit, IDataGenQueries queries, HttpContext context)
    {
        if (offset < 0 || limit is < 1 or > MostResults)
        {
            return Problems.From(Refusals.Invalid(offset < 0
                ? new FieldError("/offset", "Begin at 0 or later.")
                : new FieldError("/limit", $"Ask for 1 to {MostResults} results.")));
        }

        if (!StrongId.TryParse<DatasetId>(id, out var dataset) || await queries.FindAsync(context.Actor(), dataset, context.RequestAborted) is not { } found)
        {
            return Problems.From(DataGenErrors.NoSuchDataset);
        }

        var slice = await queries.SliceAsync(context.Actor(), dataset, offset ?? 0, limit ?? MostResults, context.RequestAborted);
        return TypedResults.Ok(TaskResponse.From(found, slice));
    }

    private static async Task<IResult> ExportAsync(
        string id, string? format, bool? accepted, bool? bom, ExportDataset export, HttpContext context)
    {
        if (!StrongId.TryParse<DatasetId>(id, out var dataset))
        {
            return Problems.From(DataGenErrors.NoSuchDataset);
        }

        if (!EnumNames.TryRead<ExportFormat>(format ?? "json", out var known))
        {
            return Problems.From(Refusals.Invalid(new FieldError("/format", "Use json, jsonl or csv.")));
        }

        var exported = await export.ExecuteAsync(
            context.Actor(), dataset, new ExportRequest(known, accepted ?? false, bom ?? false), context.RequestAborted);
        return exported.ToHttp(file => TypedResults.Stream(output => file.WriteAsync(output, context.RequestAborted), file.ContentType, file.FileName));
    }

    private static Task<IResult> CancelAsync(string id, CancelDataset cancel, IDataGenQueries queries, HttpContext context) =>
        ActAsync(id, queries, context, async dataset => (await cancel.ExecuteAsync(context.Actor(), dataset, context.RequestAborted)).Refusal);

    private static Task<IResult> RetryAsync(
        string id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RetryTaskRequest? request, RetryFailedRecords retry, IDataGenQueries queries, HttpContext context) =>
        ActAsync(id, queries, context, async dataset => (await retry.ExecuteAsync(context.Actor(), dataset, request?.ToDomain(), context.RequestAborted)).Refusal);

    private static async Task<IResult> JudgeAsync(string id, VerdictRequest request, JudgeRecord judge, HttpContext context) =>
        StrongId.TryParse<DatasetId>(id, out var dataset)
            ? (await judge.ExecuteAsync(context.Actor(), dataset, request.Indexes, request.Verdict, context.RequestAborted)).ToHttp(n => TypedResults.Ok(new JudgedResponse(n)))
            : Problems.From(DataGenErrors.NoSuchDataset);

    private static async Task<IResult> AmendAsync(string id, SchemaRequest request, AmendSchema amend, HttpContext context) =>
        StrongId.TryParse<DatasetId>(id, out var dataset)
            ? (await amend.ExecuteAsync(context.Actor(), dataset, request.Schema, context.RequestAborted)).ToHttp()
            : Problems.From(DataGenErrors.NoSuchDataset);

    /// <summary>Acts, and answers with the state it led to.</summary>
    private static async Task<IResult> ActAsync(string id, IDataGenQueries queries, HttpContext context, Func<DatasetId, Task<Refusal?>> act)
    {
        if (!StrongId.TryParse<DatasetId>(id, out var dataset))
        {
            return Problems.From(DataGenErrors.NoSuchDataset);
        }

        return await act(dataset) is { } refusal ? Problems.From(refusal)
            : await queries.FindAsync(context.Actor(), dataset, context.RequestAborted) is { } found
                ? TypedResults.Accepted($"/api/tasks/{dataset}", new StartedTaskResponse(dataset, found.Row.Status))
                : Problems.From(DataGenErrors.NoSuchDataset);
    }

    private static IResult Accepted(DatasetId id) => TypedResults.Accepted($"/api/tasks/{id}", new StartedTaskResponse(id, DatasetStatus.Queued));
}
