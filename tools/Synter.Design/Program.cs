Console.Error.WriteLine("This program is a host for dotnet-ef: use ./synter migrations add NAME.");
return 1;
