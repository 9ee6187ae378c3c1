using Synter.Web.Components;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddConsole();

var app = builder.Build();
app.UseAntiforgery();
app.MapConsole();
app.Run();
